list(APPEND CMAKE_PREFIX_PATH ${STAGE}) # where behalf was installed

find_package(behalf 0.1 REQUIRED CONFIG COMPONENTS graph_files)
target_link_libraries(program PRIVATE behalf::graph_files)
target_compile_definitions(program PRIVATE PROGRAM_WITH_GRAPH_FILES)
