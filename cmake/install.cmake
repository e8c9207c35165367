# One export file per component, so that behalf-config.cmake can load just those that are asked for.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_DATADIR}/cmake/behalf)
install(TARGETS behalf EXPORT behalf-core FILE_SET HEADERS)
install(EXPORT behalf-core NAMESPACE behalf:: DESTINATION ${config_dir})
get_property(components DIRECTORY PROPERTY behalf_components)
set(architecture ARCH_INDEPENDENT) # until something is compiled
foreach(component IN LISTS components)
  get_target_property(type behalf_${component} TYPE)
  set(bodies "")
  if(NOT type STREQUAL "INTERFACE_LIBRARY")
    set(architecture "")
    set(bodies FILE_SET bodies)
  endif()
  install(TARGETS behalf_${component} EXPORT behalf-${component} FILE_SET HEADERS ${bodies})
  install(EXPORT behalf-${component} NAMESPACE behalf:: DESTINATION ${config_dir})
endforeach()

# The command and what its scenarios look like: cmake --install <build folder> --component tools. It is built with the
# examples and needs behalf::io.
if(TARGET behalf.example.diagnose)
  install(TARGETS behalf.example.diagnose RUNTIME COMPONENT tools)
  file(GLOB schema_files CONFIGURE_DEPENDS include/behalf/io/kinds/*.schema.json)
  install(FILES ${schema_files} DESTINATION ${CMAKE_INSTALL_DATADIR}/behalf/schema COMPONENT tools)
endif()

write_basic_package_version_file(${PROJECT_BINARY_DIR}/behalf-config-version.cmake
  COMPATIBILITY SameMinorVersion ${architecture})
install(FILES cmake/behalf-config.cmake ${PROJECT_BINARY_DIR}/behalf-config-version.cmake DESTINATION ${config_dir})

set(pkgconfig_dir ${CMAKE_INSTALL_DATADIR}/pkgconfig)
if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}" OR IS_ABSOLUTE "${CMAKE_INSTALL_DATADIR}")
  set(pc_includedir ${CMAKE_INSTALL_FULL_INCLUDEDIR})
else()
  file(RELATIVE_PATH pc_includedir /${pkgconfig_dir} /${CMAKE_INSTALL_INCLUDEDIR})
  set(pc_includedir "\${pcfiledir}/${pc_includedir}")
endif()
configure_file(cmake/behalf.pc.in ${PROJECT_BINARY_DIR}/behalf.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/behalf.pc DESTINATION ${pkgconfig_dir})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/behalf)
