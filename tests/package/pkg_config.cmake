set(ENV{PKG_CONFIG_PATH} ${STAGE}/share/pkgconfig) # where behalf was installed

find_package(PkgConfig REQUIRED)
pkg_check_modules(behalf REQUIRED IMPORTED_TARGET behalf)
target_link_libraries(program PRIVATE PkgConfig::behalf)
target_include_directories(program SYSTEM PRIVATE ${BOOST_INCLUDE}) # has no .pc file
target_compile_features(program PRIVATE cxx_std_20)
