#ifndef BEHALF_EXAMPLES_DATA_JUDGEMENTS_HPP
#define BEHALF_EXAMPLES_DATA_JUDGEMENTS_HPP

#include "data/csv.hpp"

#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <cmath>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace data {

/// Who was wrong about what: items × judges, 1 for an error. No answer is an error.
class Judgements {
public:
  /// The judges are columns of a table whose column `truth` says what is right; only rows for which `counts` holds.
  Judgements(
      const Csv& table, const std::vector<std::string>& judges,
      const std::function<bool(std::size_t)>& counts = [](std::size_t) { return true; }) {
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (counts(row)) rows.push_back(row);
    }
    errors_.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(judges.size()));
    for (std::size_t k = 0; k < judges.size(); ++k) {
      const std::size_t column = table.column(judges[k]);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool wrong = table.text(rows[i], column) != table.text(rows[i], "truth");
        errors_(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = wrong ? 1 : 0;
      }
    }
  }

  [[nodiscard]] Eigen::Index items() const { return errors_.rows(); }
  [[nodiscard]] Eigen::Index judges() const { return errors_.cols(); }
  /// How often each judge is wrong.
  [[nodiscard]] behalf::Vector<> rates() const { return errors_.colwise().mean().transpose(); }
  /// How often the majority is; a tie counts half.
  [[nodiscard]] double majority_wrong() const {
    const behalf::Vector<> wrong = errors_.rowwise().sum();
    double sum = 0;
    for (const double k : wrong) {
      const double twice = 2 * k, n = static_cast<double>(judges());
      sum += twice > n ? 1 : twice == n ? 0.5 : 0;
    }
    return sum / static_cast<double>(items());
  }
  /// The correlations of the errors of all pairs of judges.
  [[nodiscard]] behalf::Matrix<> correlations() const {
    const behalf::Matrix<> centred = errors_.rowwise() - errors_.colwise().mean();
    const behalf::Matrix<> covariance = centred.transpose() * centred;
    const behalf::Vector<> scale = covariance.diagonal().cwiseSqrt().cwiseInverse();
    behalf::Matrix<> result = scale.asDiagonal() * covariance * scale.asDiagonal();
    result.diagonal().setOnes();
    return result;
  }

private:
  behalf::Matrix<> errors_;
};

}  // namespace data

#endif  // BEHALF_EXAMPLES_DATA_JUDGEMENTS_HPP
