# behalf.fuzz.<name> from tests/<folder>/<name>.fuzz.cpp, and run-fuzz, which gives each of them 60 seconds.
if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  message(FATAL_ERROR "BEHALF_BUILD_FUZZ needs clang (libFuzzer); this is ${CMAKE_CXX_COMPILER}")
endif()
file(GLOB fuzz_files CONFIGURE_DEPENDS */*.fuzz.cpp)
if(NOT TARGET behalf::graph_files)
  list(FILTER fuzz_files EXCLUDE REGEX "/graph_files[.]")
endif()
foreach(library IN ITEMS behalf_io behalf_graph_files) # what is looked for is in there
  if(TARGET ${library})
    target_compile_options(${library} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endforeach()
add_custom_target(run-fuzz)
foreach(file IN LISTS fuzz_files)
  cmake_path(GET file STEM name)
  string(REGEX REPLACE "[.].*" "" name ${name})
  set(fuzz behalf.fuzz.${name})
  add_executable(${fuzz} ${file})
  target_link_libraries(${fuzz} PRIVATE behalf_developer $<TARGET_NAME_IF_EXISTS:behalf::io>
    $<TARGET_NAME_IF_EXISTS:behalf::graph_files>)
  target_include_directories(${fuzz} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
  target_compile_options(${fuzz} PRIVATE -fsanitize=fuzzer)
  target_link_options(${fuzz} PRIVATE -fsanitize=fuzzer)
  # New inputs go to the first folder, the others only seed it.
  set(corpus ${CMAKE_CURRENT_BINARY_DIR}/corpus/${name})
  set(seeds ${CMAKE_CURRENT_SOURCE_DIR}/fuzz/${name})
  if(NOT EXISTS ${seeds})
    set(seeds ${PROJECT_SOURCE_DIR}/examples/scenarios)
  endif()
  add_custom_target(run-${fuzz}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${corpus}
    COMMAND ${fuzz} -max_total_time=60 -timeout=10 -rss_limit_mb=2048 -print_final_stats=1
      -artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/${name}- ${corpus} ${seeds}
    USES_TERMINAL VERBATIM)
  add_dependencies(run-fuzz run-${fuzz})
endforeach()
