list(APPEND CMAKE_PREFIX_PATH ${STAGE}) # where behalf was installed

find_package(behalf 0.1 REQUIRED CONFIG COMPONENTS io)
target_link_libraries(program PRIVATE behalf::io)
target_compile_definitions(program PRIVATE PROGRAM_WITH_IO)
