list(APPEND CMAKE_PREFIX_PATH ${STAGE}) # where behalf was installed

find_package(behalf 0.1 REQUIRED CONFIG COMPONENTS ${COMPONENT})
target_link_libraries(program PRIVATE behalf::${COMPONENT})
string(TOUPPER PROGRAM_WITH_${COMPONENT} program_with)
target_compile_definitions(program PRIVATE ${program_with})
