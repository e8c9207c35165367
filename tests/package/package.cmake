# Every way to use behalf, tried by one small program outside the build (consumer/, which includes <way>.cmake).

set(package_dir ${CMAKE_CURRENT_BINARY_DIR}/package)
set(stage ${package_dir}/stage)
set(sources ${package_dir}/sources)

# behalf_package_test(<name> <way> [option...]): configures, builds and runs the program.
function(behalf_package_test name way)
  add_test(NAME package.${name} COMMAND ${CMAKE_CTEST_COMMAND}
    --build-and-test ${CMAKE_CURRENT_SOURCE_DIR}/package/consumer ${package_dir}/${name}
    --build-generator ${CMAKE_GENERATOR} --build-noclean
    --build-options --fresh -DCMAKE_CXX_COMPILER=${CMAKE_CXX_COMPILER} -DCMAKE_MAKE_PROGRAM=${CMAKE_MAKE_PROGRAM}
      "-DCMAKE_PREFIX_PATH=${CMAKE_PREFIX_PATH}" -DEigen3_DIR=${Eigen3_DIR} -DBoost_DIR=${Boost_DIR}
      "-DEIGEN_INCLUDE=${eigen_include}" "-DBOOST_INCLUDE=${boost_include}"
      -DWAY=${way} -DSOURCE=${PROJECT_SOURCE_DIR} -DSTAGE=${stage} -DSOURCES=${sources} ${ARGN}
    --test-command program)
  set_tests_properties(package.${name} PROPERTIES LABELS package TIMEOUT 300)
endfunction()

# Two translation units of one program include everything.
add_executable(behalf.tests.two_units package/consumer/program.cpp package/consumer/second.cpp)
target_link_libraries(behalf.tests.two_units PRIVATE behalf_developer)
add_test(NAME package.two_units COMMAND behalf.tests.two_units)
set_tests_properties(package.two_units PROPERTIES LABELS package TIMEOUT 60)

behalf_package_test(plain plain -DPROGRAM=program)
behalf_package_test(add_subdirectory add_subdirectory)
behalf_package_test(leaks leaks)

# FetchContent: from a git repository and from a tarball, both made here from what a user needs of the sources.
find_package(Git QUIET)
if(NOT Git_FOUND)
  message(FATAL_ERROR "behalf's tests (BEHALF_BUILD_TESTS) need git: apt-get install git, dnf install git, brew install "
    "git, or cmake -D GIT_EXECUTABLE=<the program>")
endif()
add_test(NAME package.sources COMMAND ${CMAKE_COMMAND} -D GIT=${GIT_EXECUTABLE} -D SOURCE=${PROJECT_SOURCE_DIR}
  -D SOURCES=${sources} -P ${CMAKE_CURRENT_SOURCE_DIR}/package/sources.cmake)
set_tests_properties(package.sources PROPERTIES LABELS package TIMEOUT 60 FIXTURES_SETUP sources)
behalf_package_test(fetch_git fetch_git)
behalf_package_test(fetch_tarball fetch_tarball)
set_tests_properties(package.fetch_git package.fetch_tarball PROPERTIES FIXTURES_REQUIRED sources)

if(NOT BEHALF_INSTALL)
  return()
endif()
set(without "") # headers and bodies of components that are not offered
foreach(component IN ITEMS models io graph_files tbb mpi petsc)
  if(NOT TARGET behalf::${component})
    list(APPEND without ${${component}_headers} ${${component}_bodies})
  endif()
endforeach()
add_test(NAME package.install COMMAND ${CMAKE_COMMAND} -D BINARY=${PROJECT_BINARY_DIR} -D SOURCE=${PROJECT_SOURCE_DIR}
  -D STAGE=${stage} -D "WITHOUT=${without}" -P ${CMAKE_CURRENT_SOURCE_DIR}/package/install.cmake)
set_tests_properties(package.install PROPERTIES LABELS package TIMEOUT 60 FIXTURES_SETUP stage)

set(series ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
math(EXPR next "${PROJECT_VERSION_MINOR} + 1")
behalf_package_test(find_package find_package -DPROGRAM=program)
behalf_package_test(refuses_version refused -DVERSION=${PROJECT_VERSION_MAJOR}.${next})
behalf_package_test(refuses_component refused -DVERSION=${series} -DCOMPONENT=telepathy
  "-DREASON=behalf has no component 'telepathy'")
behalf_package_test(refuses_eigen refused -DVERSION=${series} -DEIGEN_VERSION=3.3.9
  "-DREASON=behalf needs Eigen3 >= 3.4 and < 6, found: '3.3.9'")
behalf_package_test(refuses_boost refused -DVERSION=${series} -DBOOST_VERSION=1.73.0
  "-DREASON=behalf needs Boost >= 1.74, found: '1.73.0'")
behalf_package_test(pkg_config pkg_config)
set(staged find_package refuses_version refuses_component refuses_eigen refuses_boost pkg_config)
if(TARGET behalf::models)
  behalf_package_test(find_package_models find_package_models -DPROGRAM=program)
  list(APPEND staged find_package_models)
endif()
if(BEHALF_WITH_IO)
  behalf_package_test(find_package_io find_package_io)
  list(APPEND staged find_package_io)
endif()
if(TARGET behalf::graph_files)
  behalf_package_test(find_package_graph_files find_package_graph_files)
  list(APPEND staged find_package_graph_files)
endif()
foreach(component IN ITEMS tbb mpi petsc)
  if(TARGET behalf::${component})
    behalf_package_test(find_package_${component} find_package_component -DCOMPONENT=${component})
    set_tests_properties(package.find_package_${component} PROPERTIES
      LABELS engine ENVIRONMENT "${mpi_environment}") # a program may be its own only rank
    list(APPEND staged find_package_${component})
  endif()
endforeach()
# The command by itself.
if(TARGET behalf.example.diagnose)
  add_test(NAME package.tools COMMAND ${CMAKE_COMMAND} -D BINARY=${PROJECT_BINARY_DIR} -D SOURCE=${PROJECT_SOURCE_DIR}
    -D STAGE=${package_dir}/tools -P ${CMAKE_CURRENT_SOURCE_DIR}/package/tools.cmake)
  set_tests_properties(package.tools PROPERTIES LABELS package TIMEOUT 60)
endif()
list(TRANSFORM staged PREPEND package.)
set_tests_properties(${staged} PROPERTIES FIXTURES_REQUIRED stage)
