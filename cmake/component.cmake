# behalf_component(<name> HEADERS <file>... LINK <target>...)
#
# The library behalf::<name> of these headers, which a user of behalf asks for with COMPONENTS <name> (see
# behalf-config.cmake). The names are kept in the directory's property behalf_components, for what is installed.
function(behalf_component name)
  cmake_parse_arguments(PARSE_ARGV 1 part "" "" "HEADERS;LINK")
  add_library(behalf_${name} INTERFACE)
  add_library(behalf::${name} ALIAS behalf_${name})
  target_link_libraries(behalf_${name} INTERFACE ${part_LINK})
  target_sources(behalf_${name} INTERFACE FILE_SET HEADERS BASE_DIRS include FILES ${part_HEADERS})
  set_target_properties(behalf_${name} PROPERTIES
    EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ${PROJECT_IS_TOP_LEVEL})
  set_property(DIRECTORY APPEND PROPERTY behalf_components ${name})
endfunction()
