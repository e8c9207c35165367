# What runs a study on threads or ranks, where it is built at all; `ctest -L engine`. <name>.test.cpp is part of the suite
# behalf.tests.engine, <name>.mpi.cpp a program of its own with the ranks that its test is called by.

# Open MPI runs as root or on fewer cores than ranks only when told to; ranks that wait leave the core to the others.
set(mpi_environment OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
  OMPI_MCA_hwloc_base_binding_policy=none OMPI_MCA_mpi_yield_when_idle=1)

add_custom_target(behalf.tests.engine_suites COMMENT "All that has the label engine")

# behalf_engine_tests(<component> <name>...): tests that need behalf::<component>.
function(behalf_engine_tests component)
  if(NOT TARGET behalf::${component})
    return()
  endif()
  add_dependencies(behalf.tests.engine_suites behalf.tests.headers.${component})
  foreach(name IN LISTS ARGN)
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/engine/${name}.test.cpp)
      if(NOT TARGET behalf.tests.engine)
        add_executable(behalf.tests.engine)
        target_link_libraries(behalf.tests.engine PRIVATE behalf_tests behalf.tests.main behalf.tests.models)
        target_precompile_headers(behalf.tests.engine REUSE_FROM behalf.tests.main)
        add_dependencies(behalf.tests.engine_suites behalf.tests.engine)
      endif()
      target_sources(behalf.tests.engine PRIVATE engine/${name}.test.cpp)
      target_link_libraries(behalf.tests.engine PRIVATE behalf::${component})
    endif()
    if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/engine/${name}.mpi.cpp)
      add_executable(behalf.tests.engine.${name} engine/${name}.mpi.cpp)
      target_link_libraries(behalf.tests.engine.${name} PRIVATE behalf_tests behalf.tests.models behalf::${component})
      add_dependencies(behalf.tests.engine_suites behalf.tests.engine.${name})
      foreach(ranks IN ITEMS 1 2 3)
        set(test "engine: ${name} with ${ranks} ranks")
        add_test(NAME ${test} COMMAND ${MPIEXEC_EXECUTABLE} ${MPIEXEC_NUMPROC_FLAG} ${ranks} ${MPIEXEC_PREFLAGS}
          $<TARGET_FILE:behalf.tests.engine.${name}> ${MPIEXEC_POSTFLAGS})
        set_tests_properties(${test} PROPERTIES
          LABELS engine TIMEOUT 300 PROCESSORS ${ranks} ${verdict} ENVIRONMENT "${mpi_environment}")
      endforeach()
    endif()
  endforeach()
endfunction()

behalf_engine_tests(tbb threads)
behalf_engine_tests(mpi ranks)
behalf_engine_tests(petsc petsc_network petsc_harm petsc_no_memory)
if(TARGET behalf.tests.engine.ranks) # its rows go to files
  target_link_libraries(behalf.tests.engine.ranks PRIVATE behalf::io)
endif()
if(TARGET behalf.tests.engine.petsc_no_memory)
  target_link_options(behalf.tests.engine.petsc_no_memory PRIVATE -Wl,--wrap=malloc)
endif()

if(TARGET behalf.tests.engine)
  doctest_discover_tests(behalf.tests.engine TEST_PREFIX "engine: " PROPERTIES LABELS engine TIMEOUT 300 ${verdict})
endif()
