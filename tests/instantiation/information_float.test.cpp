#include "instantiation/spec.hpp"

#include <behalf/information.hpp>

namespace {

template <class Scalar>
Scalar juries() {
  const std::vector<behalf::JuryClass<Scalar>> jury{{behalf::vec<Scalar>({0.25, 0.5}), Scalar(0.25)}};
  const behalf::Matrix<Scalar> pair = behalf::rows<Scalar>({{1, 0.25}, {0.25, 1}});
  return behalf::jury_accuracy(jury, behalf::ErrorModel::common_shock).majority_right +
         behalf::jury_accuracy(jury.front().error_rates, pair).value().unanimous + behalf::mean_correlation(pair) +
         behalf::error_counts(jury, behalf::ErrorModel::beta_binomial)(0) + behalf::effective_number(jury);
}

}  // namespace

TEST_SUITE("instantiation") {
  TEST_CASE("juries are the same in float and in double") {
    behalf_test::same_in_float(juries<double>(), juries<float>());
  }
}
