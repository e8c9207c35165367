list(APPEND CMAKE_PREFIX_PATH ${STAGE}) # where behalf was installed

find_package(behalf 0.1 REQUIRED CONFIG COMPONENTS models)
target_link_libraries(program PRIVATE behalf::models)

# What the library has compiled, the program must leave to it.
if(CMAKE_NM)
  add_custom_command(TARGET program POST_BUILD COMMAND ${CMAKE_COMMAND} -D NM=${CMAKE_NM}
    "-DOBJECTS=$<TARGET_OBJECTS:program>" -P ${CMAKE_CURRENT_LIST_DIR}/leaves_models.cmake VERBATIM)
endif()
