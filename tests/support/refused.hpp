#ifndef BEHALF_TESTS_SUPPORT_REFUSED_HPP
#define BEHALF_TESTS_SUPPORT_REFUSED_HPP

#include <behalf/solve/invalid_argument.hpp>

#include <doctest/doctest.h>

#include <string>

namespace behalf_test {

/// What is said of a call that must be refused.
template <class Error = behalf::InvalidArgument, class Call>
[[nodiscard]] std::string refusal(const Call& call) {
  try {
    (void)call();
  } catch (const Error& error) {
    return error.what();
  }
  return "was not refused";
}

/// "field: rule" of a call that must be refused, whichever function says so.
template <class Call>
[[nodiscard]] std::string refused_rule(const Call& call) {
  try {
    (void)call();
  } catch (const behalf::InvalidArgument& error) {
    return error.field() + ": " + error.rule();
  }
  return "was not refused";
}

/// The field for which a call is refused, or nothing.
template <class Call>
[[nodiscard]] std::string refused_field(const Call& call) {
  try {
    (void)call();
  } catch (const behalf::InvalidArgument& error) {
    return error.field();
  }
  return {};
}

/// Checks that a call is refused for this field by a rule that begins like this.
template <class Call>
void refused(const Call& call, const std::string& field, const std::string& rule = "expected") {
  try {
    (void)call();
    FAIL_CHECK("nothing was refused");
  } catch (const behalf::InvalidArgument& error) {
    CHECK(error.field() == field);
    CHECK_MESSAGE(error.rule().starts_with(rule), error.rule());
  }
}

}  // namespace behalf_test

#endif  // BEHALF_TESTS_SUPPORT_REFUSED_HPP
