list(APPEND CMAKE_PREFIX_PATH ${STAGE}) # where behalf was installed

find_package(behalf 0.1 REQUIRED CONFIG)
target_link_libraries(program PRIVATE behalf::behalf)
