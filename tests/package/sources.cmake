# Makes a git repository and a tarball of what a user needs of the sources, and SOURCES/sources.cmake, which names them.
cmake_minimum_required(VERSION 3.25)
file(REMOVE_RECURSE ${SOURCES})
set(repository ${SOURCES}/behalf)
file(COPY ${SOURCE}/CMakeLists.txt ${SOURCE}/LICENSE ${SOURCE}/cmake ${SOURCE}/include DESTINATION ${repository})

# Nothing of the caller's own git may play a part, least of all a repository that a hook has put in the environment.
set(git ${CMAKE_COMMAND} -E env --unset=GIT_DIR --unset=GIT_WORK_TREE --unset=GIT_INDEX_FILE GIT_CONFIG_NOSYSTEM=1
  GIT_CONFIG_GLOBAL=/dev/null ${GIT} -c user.name=behalf -c user.email=behalf@example.org)
foreach(command IN ITEMS "init;--quiet" "add;--all" "commit;--quiet;--message=sources")
  execute_process(COMMAND ${git} ${command} WORKING_DIRECTORY ${repository} COMMAND_ERROR_IS_FATAL ANY ERROR_QUIET)
endforeach()
execute_process(COMMAND ${git} rev-parse HEAD WORKING_DIRECTORY ${repository} OUTPUT_VARIABLE commit
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${git} archive --prefix=behalf/ --output=${SOURCES}/behalf.tar.gz HEAD
  WORKING_DIRECTORY ${repository} COMMAND_ERROR_IS_FATAL ANY)
file(SHA256 ${SOURCES}/behalf.tar.gz sha256)

file(WRITE ${SOURCES}/sources.cmake
  "set(BEHALF_REPOSITORY file://${repository})\nset(BEHALF_COMMIT ${commit})\n"
  "set(BEHALF_TARBALL file://${SOURCES}/behalf.tar.gz)\nset(BEHALF_SHA256 ${sha256})\n")
