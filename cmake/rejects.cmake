# cmake -D COMPILE=<c++ with its flags> [-D PRELUDE=<header>] -D SOURCE=<file> -P cmake/rejects.cmake
#
# The file must not compile, and the compiler must say what its first line demands: // rejects: <regular expression>.
# With -D BEHALF_ACCEPT it must compile, so that it is known to fail for that reason alone. A prelude is included first,
# from what the compiler has parsed of it already.
cmake_minimum_required(VERSION 3.25)
set(compile ${CMAKE_COMMAND} -E env LC_ALL=C ${COMPILE} -fsyntax-only)
if(PRELUDE)
  list(APPEND compile -include ${PRELUDE})
endif()

file(STRINGS ${SOURCE} first LIMIT_COUNT 1)
if(NOT first MATCHES "^// rejects: (.+)$")
  message(FATAL_ERROR "${SOURCE}: the first line must be // rejects: <regular expression>")
endif()
set(sentence "${CMAKE_MATCH_1}")

execute_process(COMMAND ${compile} -DBEHALF_ACCEPT ${SOURCE} RESULT_VARIABLE result ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "${SOURCE} does not compile with BEHALF_ACCEPT either:\n${errors}")
endif()
execute_process(COMMAND ${compile} ${SOURCE} RESULT_VARIABLE result ERROR_VARIABLE errors)
if(result EQUAL 0)
  message(FATAL_ERROR "${SOURCE} compiles, but it must be refused")
elseif(NOT errors MATCHES "${sentence}")
  message(FATAL_ERROR "${SOURCE} is refused, but not with '${sentence}':\n${errors}")
endif()
