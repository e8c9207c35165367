# What is only read by the compiler, with the warnings of behalf_developer, and emits nothing.

# The compiler with what those give it who use the library, in `out`; more flags may follow.
function(behalf_syntax_command out library)
  set(own ${PROJECT_SOURCE_DIR}/include)
  set(includes $<TARGET_PROPERTY:${library},INTERFACE_INCLUDE_DIRECTORIES>)
  set(definitions $<TARGET_PROPERTY:${library},INTERFACE_COMPILE_DEFINITIONS>)
  # What comes with the compiler is found without a word, and must not come first.
  set(others "$<FILTER:${includes},EXCLUDE,^(/usr/include|${own})$>")
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS}")
  set(${out} ${CMAKE_CXX_COMPILER_LAUNCHER} ${CMAKE_CXX_COMPILER} -std=c++20 ${flags} -I${own}
    "$<$<BOOL:${others}>:-isystem$<JOIN:${others},$<SEMICOLON>-isystem>>"
    "$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},$<SEMICOLON>-D>>" ${ARGN} PARENT_SCOPE)
endfunction()

set(behalf_warnings "$<TARGET_PROPERTY:behalf_developer,INTERFACE_COMPILE_OPTIONS>")

# behalf_prelude(<name> LIBRARY <target> [FLAGS <flag>...] INCLUDES <include>...)
#
# What many files include, parsed once. In the caller: <name>_HEADER, to be given to the same command by -include, and
# <name>_PARSED, which it is read from.
function(behalf_prelude name)
  cmake_parse_arguments(PARSE_ARGV 1 part "" "LIBRARY" "FLAGS;INCLUDES")
  set(header ${CMAKE_CURRENT_BINARY_DIR}/preludes/${name}.hpp)
  set(parsed ${header}.pch)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(parsed ${header}.gch)
  endif()
  list(TRANSFORM part_INCLUDES PREPEND "#include " OUTPUT_VARIABLE lines)
  list(JOIN lines "\n" lines)
  file(CONFIGURE OUTPUT ${header} CONTENT "${lines}\n")
  behalf_syntax_command(command ${part_LIBRARY} ${part_FLAGS})
  add_custom_command(OUTPUT ${parsed} DEPENDS ${header} DEPFILE ${header}.d COMMENT "Parsing once ${part_INCLUDES}"
    COMMAND ${command} -MD -MF ${header}.d -MT ${parsed} -x c++-header ${header} -o ${parsed}
    COMMAND_EXPAND_LISTS VERBATIM)
  set(${name}_HEADER ${header} PARENT_SCOPE)
  set(${name}_PARSED ${parsed} PARENT_SCOPE)
  set(${name}_INCLUDES ${part_INCLUDES} PARENT_SCOPE)
endfunction()

# What a header includes of other libraries, be it by way of our own headers, in `out`.
function(behalf_foreign_includes out file)
  get_property(known GLOBAL PROPERTY "behalf_foreign_includes:${file}" SET)
  if(NOT known)
    set(foreign "")
    file(STRINGS ${file} lines REGEX "^#include <.*>")
    list(FILTER lines EXCLUDE REGEX "/impl/extern") # only where a macro says so
    foreach(line IN LISTS lines)
      if(line MATCHES "<(behalf/.*)>")
        behalf_foreign_includes(more ${PROJECT_SOURCE_DIR}/include/${CMAKE_MATCH_1})
        list(APPEND foreign ${more})
      else()
        string(REGEX MATCH "<.*>" line "${line}")
        list(APPEND foreign ${line})
      endif()
    endforeach()
    list(REMOVE_DUPLICATES foreign)
    set_property(GLOBAL PROPERTY "behalf_foreign_includes:${file}" ${foreign})
  endif()
  get_property(foreign GLOBAL PROPERTY "behalf_foreign_includes:${file}")
  set(${out} ${foreign} PARENT_SCOPE)
endfunction()

# behalf_syntax(<name> LIBRARY <target> [DEFINITIONS <name>=<value>...] [PRELUDES <prelude>...] FILES <file>...)
#
# The target <name>: each file by itself is read and checked. A header must include what it needs, so a prelude is read
# before it only where it includes all of that anyway; the last such one counts. It costs what parsing behalf's own lines
# costs, once, until a file it reads changes.
function(behalf_syntax name)
  cmake_parse_arguments(PARSE_ARGV 1 part "" "LIBRARY" "DEFINITIONS;PRELUDES;FILES")
  list(TRANSFORM part_DEFINITIONS PREPEND -D)
  behalf_syntax_command(command ${part_LIBRARY} ${behalf_warnings} ${part_DEFINITIONS})
  set(stamps "")
  foreach(file IN LISTS part_FILES)
    set(prelude "")
    set(parsed "")
    if(part_PRELUDES)
      behalf_foreign_includes(foreign ${file})
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
      foreach(candidate IN LISTS part_PRELUDES)
        set(missing ${${candidate}_INCLUDES})
        list(REMOVE_ITEM missing ${foreign})
        if(NOT missing)
          set(prelude -Winvalid-pch -include ${${candidate}_HEADER})
          set(parsed ${${candidate}_PARSED})
        endif()
      endforeach()
    endif()
    cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE stamp)
    string(MAKE_C_IDENTIFIER ${stamp} stamp)
    set(stamp ${name}.dir/${stamp})
    add_custom_command(OUTPUT ${stamp}.checked DEPENDS ${file} ${parsed} DEPFILE ${stamp}.d COMMENT "Checking ${file}"
      COMMAND ${command} -fsyntax-only ${prelude} -MD -MF ${stamp}.d -MT ${stamp}.checked -include ${file} -x c++ /dev/null
      COMMAND ${CMAKE_COMMAND} -E touch ${stamp}.checked
      COMMAND_EXPAND_LISTS VERBATIM)
    list(APPEND stamps ${stamp}.checked)
  endforeach()
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${name}.dir)
  add_custom_target(${name} DEPENDS ${stamps})
endfunction()
