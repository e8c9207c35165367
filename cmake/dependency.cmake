# behalf_find_package(<package> [COMPONENT <component>] TARGET <target> FOR <who needs it> [MINIMUM <version>]
#                     [BELOW <version>] DEBIAN <name> FEDORA <name> HOMEBREW <name>)
#
# Finds the package's own configuration file, of any version, checks the range itself, and otherwise stops with the
# names under which the package can be installed. A target the parent project has made already is taken as it is.
function(behalf_find_package package)
  cmake_parse_arguments(PARSE_ARGV 1 need "" "COMPONENT;TARGET;FOR;MINIMUM;BELOW;DEBIAN;FEDORA;HOMEBREW" "")
  if(TARGET ${need_TARGET})
    return()
  endif()
  find_package(${package} CONFIG QUIET COMPONENTS ${need_COMPONENT})
  set(wanted ${package})
  if(need_COMPONENT)
    string(APPEND wanted "'s component ${need_COMPONENT}")
  endif()
  set(fits ${${package}_FOUND})
  if(need_MINIMUM)
    string(APPEND wanted " >= ${need_MINIMUM}")
    if(fits AND ${package}_VERSION VERSION_LESS need_MINIMUM)
      set(fits FALSE)
    endif()
  endif()
  if(need_BELOW)
    string(APPEND wanted " and < ${need_BELOW}")
    if(fits AND ${package}_VERSION VERSION_GREATER_EQUAL need_BELOW)
      set(fits FALSE)
    endif()
  endif()
  if(fits)
    return()
  endif()
  if(${package}_FOUND)
    set(found "${${package}_VERSION} in ${${package}_DIR}")
  else()
    set(found "none")
  endif()
  message(FATAL_ERROR "Missing for ${need_FOR}: ${wanted} (found: ${found})\n"
    "  Debian, Ubuntu: apt-get install ${need_DEBIAN}\n"
    "  Fedora:         dnf install ${need_FEDORA}\n"
    "  Homebrew:       brew install ${need_HOMEBREW}\n"
    "  elsewhere:      cmake -D ${package}_DIR=<the folder of its package configuration file>\n")
endfunction()
