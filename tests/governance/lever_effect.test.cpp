#include "support/random_model.hpp"

#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/governance/levers/lever_effect.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

using behalf::Attribution;
using behalf::Axis;
using behalf::Lattice;
using behalf::Vector;
using behalf_test::Draw;

namespace {

using Effect = behalf::LeverEffect<>;

/// The lattice of one row in which each axis by itself does so much, and nothing jointly.
Lattice<> separable(const Vector<>& parts) {
  Lattice<> lattice;
  lattice.resize(1);
  lattice.stakes.setZero();
  lattice.weights.setOnes();
  for (const behalf::AxisSet ideal : behalf::all_axis_sets) {
    double regret = 0;
    for (const Axis axis : behalf::all_axes) {
      if (!ideal.contains(axis)) regret += parts(static_cast<Eigen::Index>(axis));
    }
    lattice.regrets(0, static_cast<Eigen::Index>(ideal.index())) = regret;
  }
  return lattice;
}

/// Gaps that change by so much, by objectives alone.
Lattice<> gaps(const Vector<>& changes) {
  Lattice<> lattice;
  lattice.resize(changes.size());
  lattice.stakes.setZero();
  lattice.weights.setOnes();
  lattice.regrets.setZero();
  lattice.regrets.col(0) = changes;
  return lattice;
}

/// An effect with these parts of the mean gap and these changes of gaps, where nothing up to 1e-3 is noticed.
Effect effect_of(const Vector<>& parts, const Vector<>& changes, std::vector<std::string> names = {}) {
  return {.lever = "audit",
          .kind = behalf::LeverKind::evaluate,
          .level = 1,
          .change = Attribution<>{gaps(changes), std::move(names)},
          .mean_change = Attribution<>{separable(parts)},
          .noticeable = 1e-3};
}

}  // namespace

TEST_SUITE("governance/lever_effect") {
  TEST_CASE("an axis is mended, worsened or neither, by the sign of its part, and the parts sum to the change") {
    int conflicts = 0;
    for (std::uint64_t k = 0; k < 300; ++k) {
      CAPTURE(k);
      Draw draw{490, k};
      const Vector<> parts = draw.vector(3), changes = draw.vector(1 + draw.below(4));
      const Effect effect = effect_of(parts, changes);
      double sum = 0;
      for (const Axis axis : behalf::all_axes) sum += effect.mean_change->shapley(axis, 0);
      CHECK(sum == doctest::Approx(effect.mean_change->gap(0)).epsilon(1e-14));
      CHECK(sum == doctest::Approx(parts.sum()).epsilon(1e-14));
      const auto has = [](const std::vector<Axis>& axes, Axis axis) {
        return std::find(axes.begin(), axes.end(), axis) != axes.end();
      };
      bool mends = false, worsens = false;
      for (const Axis axis : behalf::all_axes) {
        const double part = parts(static_cast<Eigen::Index>(axis));
        CHECK(has(effect.mends(), axis) == (part < 0));
        CHECK(has(effect.worsens(), axis) == (part > 0));
        mends = mends || part < 0;
        worsens = worsens || part > 0;
      }
      std::vector<Eigen::Index> hurt;
      for (Eigen::Index i = 0; i < changes.size(); ++i) {
        if (changes(i) > 0) hurt.push_back(i);
      }
      CHECK(effect.hurts() == hurt);
      CHECK(effect.is_conflicted() == (!hurt.empty() || (mends && worsens)));
      if (effect.is_conflicted()) ++conflicts;
    }
    CHECK(conflicts > 200);
    CHECK(conflicts < 300);
  }

  TEST_CASE("what is not larger than rounding is no effect, of either sign") {
    const Effect small = effect_of(behalf::vec({1e-3, -1e-3, 0}), behalf::vec({1e-3, -5}));
    CHECK(small.mends().empty());
    CHECK(small.worsens().empty());
    CHECK(small.hurts().empty());
    CHECK_FALSE(small.is_conflicted());
    CHECK(to_text(small) == "audit: no effect on the mean gap; lowers the gap of 2");
    CHECK(small.helps() == std::vector<Eigen::Index>{1});
    const Effect large = effect_of(behalf::vec({1.1e-3, -1.1e-3, 0}), behalf::vec({1.1e-3, -5}));
    CHECK(large.mends() == std::vector<Axis>{Axis::information});
    CHECK(large.worsens() == std::vector<Axis>{Axis::objectives});
    CHECK(large.hurts() == std::vector<Eigen::Index>{0});
  }

  TEST_CASE(
      "a line says the change in all and the axes by size with their signs, then whose gap falls and whose rises") {
    CHECK(to_text(effect_of(behalf::vec({0.04, -0.21, 0}), behalf::vec({-1}))) ==
          "audit: -0.17 (information -0.21, objectives +0.04)");
    CHECK(to_text(effect_of(behalf::vec({0.5, -0.5, 0.25}), behalf::vec({1, -1, 2, 3}), {"a", "b", "c", "d"})) ==
          "audit: +0.25 (objectives +0.5, information -0.5, principals +0.25); lowers the gap of b; raises the gap of "
          "a, c "
          "and d");
    CHECK(to_text(effect_of(behalf::vec({0, 0, 0}), behalf::vec({1, 2}))) ==
          "audit: no effect on the mean gap; raises the gap of 1 and 2");
    CHECK(to_text(effect_of(behalf::vec({1, 0, 0}), behalf::vec({1, 1, 1}))) ==
          "audit: +1 (objectives +1); raises the gap of everybody");
    CHECK(to_text(effect_of(behalf::vec({0, 0, 0}), behalf::Vector<>::LinSpaced(9, -0.8, 8))) ==
          "audit: no effect on the mean gap; lowers the gap of 1; raises the gap of 2, 3, 4, 5, 6, 7 and 2 others");
    CHECK(to_text(effect_of(behalf::vec({0, 0, -1234.5}), behalf::vec({0}))) ==
          "audit: -1.23e+03 (principals -1.23e+03)");
  }

  TEST_CASE("where nobody has any weight there is no mean, and only gaps are told") {
    Effect effect = effect_of(behalf::vec({1, -1, 1}), behalf::vec({0, 2}), {"a", "b"});
    effect.mean_change.reset();
    CHECK(effect.mends().empty());
    CHECK(effect.worsens().empty());
    CHECK(effect.is_conflicted());
    CHECK(to_text(effect) == "audit: raises the gap of b");
  }

  TEST_CASE("a lever without an effect says what hides it, if anything does") {
    Effect nothing = effect_of(behalf::vec({0, 0, 0}), behalf::vec({0, 0}));
    CHECK_FALSE(nothing.shows_with());
    CHECK(to_text(nothing) == "audit: no effect on anybody's gap, whatever else were ideal");
    Lattice<> hidden = gaps(behalf::vec({0, 0}));
    hidden.regrets(1, static_cast<Eigen::Index>((Axis::information | Axis::principals).index())) = 1;
    nothing.change = Attribution<>{hidden};
    CHECK(to_text(nothing) ==
          "audit: no effect on anybody's gap, only with ideal information and principals would it have one");
    hidden.regrets(0, static_cast<Eigen::Index>(behalf::AxisSet{Axis::objectives}.index())) = -1;
    nothing.change = Attribution<>{hidden};
    CHECK(nothing.shows_with() == behalf::AxisSet{Axis::objectives});
    CHECK(to_text(nothing) == "audit: no effect on anybody's gap, only with ideal objectives would it have one");
    CHECK(to_text(effect_of(behalf::vec({0, 0, 1}), behalf::vec({0, 2}), {"a", "\u05D0"})) ==
          "audit: +1 (principals +1); raises the gap of \u2068\u05D0\u2069");
  }

  TEST_CASE("every source of a slope has its word") {
    CHECK(to_text(behalf::SlopeSource::closed_form) == "closed form");
    CHECK(to_text(behalf::SlopeSource::difference) == "difference");
    CHECK(to_text(behalf::SlopeSource::jump) == "jump");
  }
}
