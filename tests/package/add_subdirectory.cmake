add_subdirectory(${SOURCE} behalf SYSTEM EXCLUDE_FROM_ALL)
target_link_libraries(program PRIVATE behalf::behalf)
