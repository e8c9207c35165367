# What behalf's own tests, examples and benchmarks are compiled with; nothing here reaches a user of behalf::behalf.
# Both settings may also come from the environment variable of the same name, since a workflow preset takes no -D.
option(BEHALF_WERROR "Warnings in behalf's own code are errors" OFF)

set(BEHALF_DATA_DIR "" CACHE PATH "Folder of the real data sets; the tests that need it are skipped without it")
if(NOT BEHALF_DATA_DIR AND NOT "$ENV{BEHALF_DATA_DIR}" STREQUAL "")
  file(REAL_PATH "$ENV{BEHALF_DATA_DIR}" data BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_property(CACHE BEHALF_DATA_DIR PROPERTY VALUE ${data})
endif()

add_library(behalf_developer INTERFACE)
target_link_libraries(behalf_developer INTERFACE behalf::behalf)
target_compile_options(behalf_developer INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wdouble-promotion -Wold-style-cast
  -Wnon-virtual-dtor -Woverloaded-virtual)

# g++ collects its garbage so often that a fifth of the time goes there; with this much it does so rarely.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(behalf_developer INTERFACE --param=ggc-min-heapsize=500000)
endif()

# Sanitizers and -O3 make g++'s middle end warn inside Eigen, SYSTEM or not, so there they stay warnings.
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
if((BEHALF_WERROR OR "$ENV{BEHALF_WERROR}") AND NOT "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}}" MATCHES "-fsanitize|-O3")
  target_compile_options(behalf_developer INTERFACE -Werror)
endif()

# For clang-tidy, which reads headers where they are included: a source for each umbrella.
add_library(behalf.tidy OBJECT EXCLUDE_FROM_ALL)
target_link_libraries(behalf.tidy PRIVATE behalf_developer $<TARGET_NAME_IF_EXISTS:behalf::io>)
foreach(umbrella IN ITEMS behalf network io)
  if(NOT umbrella STREQUAL "io" OR BEHALF_WITH_IO)
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/tidy/${umbrella}.cpp CONTENT "#include <behalf/${umbrella}.hpp>\n" @ONLY)
    target_sources(behalf.tidy PRIVATE ${PROJECT_BINARY_DIR}/tidy/${umbrella}.cpp)
  endif()
endforeach()

# What is compiled of behalf itself obeys the same warnings.
get_property(components DIRECTORY PROPERTY behalf_components)
foreach(component IN LISTS components)
  get_target_property(type behalf_${component} TYPE)
  if(NOT type STREQUAL "INTERFACE_LIBRARY")
    target_compile_options(behalf_${component} PRIVATE $<TARGET_PROPERTY:behalf_developer,INTERFACE_COMPILE_OPTIONS>)
  endif()
endforeach()
