#include <behalf/model/axis.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <set>
#include <string>

using behalf::Axis;
using behalf::AxisSet;

static_assert((Axis::objectives | Axis::principals).contains(Axis::principals));
static_assert(AxisSet::all().size() == 3);

TEST_SUITE("model/axis") {
  TEST_CASE("the eight sets are numbered by their members") {
    std::set<std::string> seen;
    for (std::size_t index = 0; index < behalf::all_axis_sets.size(); ++index) {
      const AxisSet axes = behalf::all_axis_sets[index];
      CHECK(axes.index() == index);
      CHECK(AxisSet::from_index(index) == axes);
      CHECK(axes.complement().index() == 7 - index);
      int members = 0;
      for (const Axis axis : behalf::all_axes) members += axes.contains(axis) ? 1 : 0;
      CHECK(axes.size() == members);
      seen.insert(behalf::letters(axes));
    }
    CHECK(seen == std::set<std::string>{"none", "O", "I", "P", "OI", "OP", "IP", "OIP"});
  }

  TEST_CASE("sets contain their parts and no more") {
    const AxisSet two{Axis::objectives, Axis::information};
    CHECK(two.contains(AxisSet{Axis::objectives}));
    CHECK(two.contains(AxisSet::none()));
    CHECK_FALSE(two.contains(Axis::principals));
    CHECK_FALSE(two.contains(AxisSet::all()));
    CHECK((two | AxisSet{Axis::principals}) == AxisSet::all());
  }

  TEST_CASE("axes have names and letters") {
    CHECK(behalf::to_text(Axis::information) == "information");
    CHECK(behalf::letter(Axis::principals) == 'P');
    CHECK(behalf::letters(Axis::principals | Axis::objectives) == "OP");
  }
}
