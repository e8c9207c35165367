# cmake -D COMPILER=<c++> -D SYSTEM=<include folders of the dependencies> -D SCRATCH=<folder> [-D ROOT=<folder with
#       include/>] -P cmake/budget.cmake
#
# What behalf.hpp costs a user: its own preprocessed lines, over those of the Eigen and standard headers it includes,
# stay within 10 %. Lines are counted, not seconds, so that the answer is the same on every machine.
cmake_minimum_required(VERSION 3.25)
set(limit 10)
if(NOT ROOT)
  set(ROOT ${CMAKE_CURRENT_LIST_DIR}/..)
endif()
file(REAL_PATH ${ROOT}/include include)
list(REMOVE_ITEM SYSTEM /usr/include)
list(TRANSFORM SYSTEM PREPEND -isystem)
set(compile ${COMPILER} -std=c++20 -I${include} ${SYSTEM} -x c++)

function(preprocessed_lines file variable)
  execute_process(COMMAND ${compile} -E -P ${file} OUTPUT_VARIABLE text COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX REPLACE "[^\n]+" "" text "${text}")
  string(LENGTH "${text}" lines)
  set(${variable} ${lines} PARENT_SCOPE)
endfunction()

# The headers of behalf that the umbrella reaches, and what they include of others.
set(umbrella ${include}/behalf/behalf.hpp)
execute_process(COMMAND ${compile} -M ${umbrella} OUTPUT_VARIABLE reached COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "${include}/behalf/[a-z_/]+[.]hpp" reached "${reached}")
set(others "")
foreach(header IN LISTS reached)
  file(STRINGS ${header} lines REGEX "^[ ]*#[ ]*include[ ]*<")
  list(FILTER lines EXCLUDE REGEX "<behalf/")
  list(APPEND others ${lines})
endforeach()
list(REMOVE_DUPLICATES others)
list(SORT others)
list(JOIN others "\n" others)
file(WRITE ${SCRATCH}/others.hpp "${others}\n")

preprocessed_lines(${umbrella} all)
preprocessed_lines(${SCRATCH}/others.hpp base)
math(EXPR own "${all} - ${base}")
math(EXPR permille "1000 * ${own} / ${base}")
math(EXPR whole "${permille} / 10")
math(EXPR tenth "${permille} % 10")
message("behalf.hpp: ${all} preprocessed lines, of which ${own} are its own: ${whole}.${tenth} % over ${base}")
if(own GREATER base OR whole GREATER_EQUAL limit)
  message(FATAL_ERROR "more than ${limit} %: include less, or split the umbrella")
endif()
