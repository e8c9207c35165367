#ifndef BEHALF_VERSION_HPP
#define BEHALF_VERSION_HPP

#include <string_view>

/// The version of behalf. These three lines are its only home: the build and the package files read them from here.
#define BEHALF_VERSION_MAJOR 0
#define BEHALF_VERSION_MINOR 1
#define BEHALF_VERSION_PATCH 0

#define BEHALF_VERSION_TEXT_OF(number) #number
#define BEHALF_VERSION_JOIN(major, minor, patch) \
  BEHALF_VERSION_TEXT_OF(major) "." BEHALF_VERSION_TEXT_OF(minor) "." BEHALF_VERSION_TEXT_OF(patch)

/// The version as a string literal, `"major.minor.patch"`.
#define BEHALF_VERSION_STRING BEHALF_VERSION_JOIN(BEHALF_VERSION_MAJOR, BEHALF_VERSION_MINOR, BEHALF_VERSION_PATCH)

namespace behalf {

/// A release with another major number may break callers; before 1.0 so may one with another minor number.
inline constexpr int version_major = BEHALF_VERSION_MAJOR;
/// A release with a higher minor number adds, it does not take away (from 1.0 on).
inline constexpr int version_minor = BEHALF_VERSION_MINOR;
/// A release with a higher patch number only mends.
inline constexpr int version_patch = BEHALF_VERSION_PATCH;
/// The version as text, `major.minor.patch`; written into every result file.
inline constexpr std::string_view version_string = BEHALF_VERSION_STRING;

}  // namespace behalf

#endif  // BEHALF_VERSION_HPP
