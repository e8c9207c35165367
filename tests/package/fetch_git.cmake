include(${SOURCES}/sources.cmake) # BEHALF_REPOSITORY and BEHALF_COMMIT

include(FetchContent)
FetchContent_Declare(behalf SYSTEM GIT_REPOSITORY ${BEHALF_REPOSITORY} GIT_TAG ${BEHALF_COMMIT})
FetchContent_MakeAvailable(behalf)
target_link_libraries(program PRIVATE behalf::behalf)
