# behalf_syntax(<name> LIBRARY <target> [DEFINITIONS <name>=<value>...] FILES <file>...)
#
# The target <name>: each file by itself is read and checked by the compiler, with the warnings of behalf_developer, and
# nothing is emitted. A header must include what it needs. It costs what parsing costs, once, until a file it reads changes.
function(behalf_syntax name)
  cmake_parse_arguments(PARSE_ARGV 1 part "" "LIBRARY" "DEFINITIONS;FILES")
  set(own ${PROJECT_SOURCE_DIR}/include)
  set(includes $<TARGET_PROPERTY:${part_LIBRARY},INTERFACE_INCLUDE_DIRECTORIES>)
  set(definitions $<TARGET_PROPERTY:${part_LIBRARY},INTERFACE_COMPILE_DEFINITIONS>)
  list(TRANSFORM part_DEFINITIONS PREPEND -D)
  # What comes with the compiler is found without a word, and must not come first.
  set(others "$<FILTER:${includes},EXCLUDE,^(/usr/include|${own})$>")
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS}")
  set(stamps "")
  foreach(file IN LISTS part_FILES)
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE stamp)
    string(MAKE_C_IDENTIFIER ${stamp} stamp)
    set(stamp ${name}.dir/${stamp})
    add_custom_command(OUTPUT ${stamp}.checked DEPENDS ${file} DEPFILE ${stamp}.d COMMENT "Checking ${file}"
      COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} ${CMAKE_CXX_COMPILER} -std=c++20 ${flags} -fsyntax-only
        "$<TARGET_PROPERTY:behalf_developer,INTERFACE_COMPILE_OPTIONS>" -I${own}
        "$<$<BOOL:${others}>:-isystem$<JOIN:${others},;-isystem>>" "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},;-D>>"
        ${part_DEFINITIONS} -MD -MF ${stamp}.d -MT ${stamp}.checked -include ${file} -x c++ /dev/null
      COMMAND ${CMAKE_COMMAND} -E touch ${stamp}.checked
      COMMAND_EXPAND_LISTS VERBATIM)
    list(APPEND stamps ${stamp}.checked)
  endforeach()
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name}.dir)
  add_custom_target(${name} DEPENDS ${stamps})
endfunction()
