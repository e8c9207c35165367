# cmake -D COMPILER=<g++> -D SYSTEM=<include folders of the dependencies> -D PEAK=<program of tests/headers/peak_memory.cpp>
#       [-D ROOT=<folder with include/ and examples/>] [-D IO=ON] -P cmake/budget.cmake
#
# What behalf costs whoever includes it: the peak memory of g++ for each umbrella, for each header of io that a user names
# and for the README's program. Memory, not seconds, since it is the same at any load of the machine, and goes with the
# seconds. A function that is no template and calls decompositions, distributions or JSON is paid for by every includer.
cmake_minimum_required(VERSION 3.25)
if(NOT ROOT)
  set(ROOT ${CMAKE_CURRENT_LIST_DIR}/..)
endif()
file(REAL_PATH ${ROOT} root)
list(REMOVE_ITEM SYSTEM /usr/include)
list(REMOVE_DUPLICATES SYSTEM)
list(TRANSFORM SYSTEM PREPEND -isystem)

set(faults 0)
# within(<MB> <file> [flag...]): compiles the file and compares.
function(within limit file)
  execute_process(COMMAND ${PEAK} ${COMPILER} -std=c++20 -I${root}/include ${SYSTEM} ${ARGN} -x c++ ${root}/${file}
    OUTPUT_VARIABLE kilobytes OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "${file} does not compile")
  endif()
  math(EXPR used "(${kilobytes} + 999) / 1000")
  if(used GREATER limit)
    math(EXPR faults "${faults} + 1")
    set(faults ${faults} PARENT_SCOPE)
    message("${file}: ${used} MB, MORE THAN ${limit} MB")
  else()
    message("${file}: ${used} MB of ${limit} MB")
  endif()
endfunction()

within(500 include/behalf/behalf.hpp -fsyntax-only)
within(600 include/behalf/network.hpp -fsyntax-only)
within(900 examples/quickstart.cpp -O0 -S -o /dev/null)
if(IO)
  within(500 include/behalf/io.hpp -fsyntax-only)
  file(GLOB public RELATIVE ${root} ${root}/include/behalf/io/*.hpp)
  foreach(header IN LISTS public)
    if(NOT header MATCHES "/(src|graph_files|graph_files_src)[.]hpp$") # the bodies themselves, and Boost's readers of graphs
      within(400 ${header} -fsyntax-only)
    endif()
  endforeach()
endif()
if(faults)
  message(FATAL_ERROR "${faults} over budget: include less, or make a template of what is compiled unasked")
endif()
