# Fails when objects define what behalf::models has compiled.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ${NM} --demangle --defined-only ${OBJECTS} OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
if(symbols MATCHES "behalf::(LinearQuadratic<double, -1>::(LinearQuadratic|lattice_into)|IncentiveSpace<|LinearQuadraticCertifier<)[^\n]*")
  message(FATAL_ERROR "compiled again: ${CMAKE_MATCH_0}")
endif()
