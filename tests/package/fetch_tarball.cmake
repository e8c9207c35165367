include(${SOURCES}/sources.cmake) # BEHALF_TARBALL and BEHALF_SHA256

include(FetchContent)
FetchContent_Declare(behalf SYSTEM URL ${BEHALF_TARBALL} URL_HASH SHA256=${BEHALF_SHA256})
FetchContent_MakeAvailable(behalf)
target_link_libraries(program PRIVATE behalf::behalf)
