#ifndef BEHALF_TESTS_IO_SCENARIOS_HPP
#define BEHALF_TESTS_IO_SCENARIOS_HPP

#include <behalf/diagnosis/diagnosis.hpp>

#include <string_view>

namespace tests {

/// `behalf::read_scenario`, compiled once for all tests: it takes the solvers of every kind of model with it.
behalf::Scenario read_scenario(std::string_view text);

}  // namespace tests

#endif  // BEHALF_TESTS_IO_SCENARIOS_HPP
