#include <behalf/diagnosis/diagnosis.hpp>
#include <behalf/diagnosis/scaling_findings.hpp>
#include <behalf/gap/attribution.hpp>
#include <behalf/gap/lattice.hpp>
#include <behalf/gap/verdict.hpp>
#include <behalf/io/chart/figure.hpp>
#include <behalf/io/chart/palette.hpp>
#include <behalf/io/figures.hpp>
#include <behalf/io/figures/gap_figures.hpp>
#include <behalf/io/figures/scaling_figures.hpp>
#include <behalf/io/figures/vega_lite_figure.hpp>
#include <behalf/io/kinds/network.hpp>
#include <behalf/io/kinds/network/findings.hpp>
#include <behalf/io/kinds/network/report.hpp>
#include <behalf/model/axis.hpp>
#include <behalf/solve/matrix.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <io/scaling_rows.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using behalf::Axis;
using behalf::AxisSet;
using behalf::Diagnosis;
using behalf::ScalingRow;
using behalf::VegaLiteFigure;
using Json = nlohmann::ordered_json;

/// Two principals, of whom the second may have nothing at stake.
Diagnosis two_principals(const std::vector<std::string>& names, double second_stake = 2) {
  behalf::Lattice<double> lattice;
  lattice.resize(2);
  lattice.regrets << 1.5, 1, 1.25, 0.5, 1, 0.75, 0.25, 0,  //
      3, 3.5, 2, 3.75, 1, 1, 0.5, 0;
  lattice.stakes = behalf::vec({5, second_stake});
  lattice.weights = behalf::vec({0.75, 0.25});
  const behalf::Attribution<double> attribution{lattice, names};
  const std::vector<std::optional<double>> tolerances{2.0, std::nullopt};
  return {.kind = "linear_quadratic",
          .reference = "each",
          .attributes = {"accuracy", "privacy"},
          .tolerances = tolerances,
          .attribution = attribution,
          .verdict = behalf::verdict(attribution, tolerances),
          .certificate = {}};
}

Json specified(const behalf::Figure& figure) { return behalf::to_vega_lite(figure).specification; }

std::vector<VegaLiteFigure> specified_all(const behalf::ScalingFindings& findings) {
  std::vector<VegaLiteFigure> result;
  for (const behalf::Figure& figure : behalf::scaling_figures(findings)) result.push_back(behalf::to_vega_lite(figure));
  return result;
}

std::vector<std::string> names_of(const std::vector<VegaLiteFigure>& figures) {
  std::vector<std::string> names;
  for (const VegaLiteFigure& figure : figures) names.push_back(figure.name);
  return names;
}

const Json& find(const std::vector<VegaLiteFigure>& figures, const std::string& name) {
  const auto found =
      std::find_if(figures.begin(), figures.end(), [&](const VegaLiteFigure& figure) { return figure.name == name; });
  REQUIRE(found != figures.end());
  return found->specification;
}

/// The fields that an encoding names, of this specification and of the layers in it.
void fields_of(const Json& specification, std::set<std::string>& fields) {
  if (specification.is_array()) {
    for (const Json& item : specification) fields_of(item, fields);
  } else if (specification.is_object()) {
    for (const auto& [key, value] : specification.items()) {
      if (key == "data") continue;
      if (key == "field") fields.insert(value.get<std::string>());
      fields_of(value, fields);
    }
  }
}
/// The names of all values in it.
void keys_of(const Json& specification, std::set<std::string>& keys) {
  if (specification.is_array()) {
    for (const Json& item : specification) keys_of(item, keys);
  } else if (specification.is_object()) {
    for (const auto& [key, value] : specification.items()) {
      if (key == "values" && value.is_array()) {
        for (const Json& datum : value) {
          if (!datum.is_object()) continue;
          for (const auto& [name, x] : datum.items()) {
            keys.insert(name);
            CHECK((x.is_primitive() && !(x.is_number_float() && !std::isfinite(x.get<double>()))));
          }
        }
      } else {
        keys_of(value, keys);
      }
    }
  }
}

}  // namespace

TEST_SUITE("io/vega_lite") {
  TEST_CASE("every figure is complete in itself: its schema, its words, its numbers") {
    Diagnosis diagnosis = two_principals({"users", "regulator"});
    diagnosis.scaling = tests::scaling_grid_findings();
    behalf::NetworkFindings network;
    network.delegations = {{"users", "agent", 0.5, {.share = -0.25}}, {"agent", "helper", 1, {.share = 0.5}}};
    diagnosis.findings = std::make_shared<const behalf::NetworkFindings>(network);
    diagnosis.shown_by = &behalf::network_kind;
    const std::vector<VegaLiteFigure> figures = behalf::figures(diagnosis);
    CHECK(names_of(figures) ==
          std::vector<std::string>{"gap", "relative_gap", "harm", "relative_gap_surface", "attribution_by_generality",
                                   "elasticity_by_generality", "attribution_by_scope", "elasticity_by_scope",
                                   "attribution_by_diversity", "elasticity_by_diversity", "dividends", "repairs"});
    for (const VegaLiteFigure& figure : figures) {
      CAPTURE(figure.name);
      const Json& specification = figure.specification;
      CHECK(specification.at("$schema") == "https://vega.github.io/schema/vega-lite/v6.json");
      CHECK(!specification.at("title").get<std::string>().empty());
      CHECK(specification.at("description").get<std::string>().size() > 20);
      std::set<std::string> fields;
      std::set<std::string> keys;
      fields_of(specification, fields);
      keys_of(specification, keys);
      CHECK(!fields.empty());
      for (const std::string& field : fields) CHECK(keys.count(field) == 1);
      CHECK(specification.dump().find("\"url\"") == std::string::npos);
    }
  }

  TEST_CASE("the parts of each gap add up to it and stand in the order and the colours of the report") {
    const Diagnosis diagnosis = two_principals({"users", "regulator"});
    const Json specification = specified(behalf::gap_figure(diagnosis));
    const Json& parts = specification.at("layer")[0].at("data").at("values");
    const Json& totals = specification.at("data").at("values");
    REQUIRE(parts.size() == 9);
    REQUIRE(totals.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      double sum = 0;
      for (std::size_t k = 0; k < 3; ++k) {
        CHECK(parts[3 * i + k].at("name") == totals[i].at("name"));
        CHECK(parts[3 * i + k].at("axis") == behalf::to_text(behalf::all_axes[k]));
        sum += parts[3 * i + k].at("value").get<double>();
      }
      CHECK(sum == doctest::Approx(totals[i].at("gap").get<double>()).epsilon(1e-14));
    }
    CHECK(totals[1].at("gap") == 3);
    CHECK(totals[2].at("name") == "weighted mean");
    CHECK(totals[2].at("gap") == 0.75 * 1.5 + 0.25 * 3);
    CHECK(totals[0].at("tolerance") == 2);
    CHECK(!totals[1].contains("tolerance"));
    const Json& scale = specification.at("layer")[0].at("encoding").at("color").at("scale");
    for (std::size_t k = 0; k < 3; ++k) {
      const std::string colour = scale.at("range")[k].get<std::string>();
      const std::string declared = "--" + scale.at("domain")[k].get<std::string>() + ": " + colour;
      CHECK(behalf::palette.find(declared) != std::string_view::npos);
    }
  }

  TEST_CASE("relative gaps are in percent of the own stake and absent where nothing is at stake") {
    const Diagnosis some = two_principals({"users", "regulator"}, 0);
    const Json specification = specified(behalf::relative_gap_figure(some));
    const Json& totals = specification.at("data").at("values");
    CHECK(totals[0].at("gap") == doctest::Approx(30));
    CHECK(totals[1].at("gap").is_null());
    CHECK(specification.at("layer")[0].at("data").at("values").size() == 6);
    CHECK(specification.at("layer")[0].at("encoding").at("y").at("scale").at("domain") ==
          Json{"users", "regulator", "weighted mean"});
    Diagnosis equal = two_principals({"users", "regulator"}, 5);
    CHECK(names_of(behalf::figures(equal)) == std::vector<std::string>{"gap", "dividends", "repairs"});
  }

  TEST_CASE("rows of the same name stay two rows and names stand as they are") {
    const Json same = specified(behalf::gap_figure(two_principals({"users", "users"})));
    CHECK(same.at("layer")[0].at("encoding").at("y").at("scale").at("domain") ==
          Json{"users (1)", "users (2)", "weighted mean"});
    const std::string strange = "<b>\"&'</b> \\ é";
    const Json other = Json::parse(specified(behalf::gap_figure(two_principals({strange, "b"}))).dump());
    CHECK(other.at("layer")[0].at("data").at("values")[0].at("name") == strange);
  }

  TEST_CASE("dividends and repairs are those of the weighted mean, each set of axes once") {
    const Diagnosis diagnosis = two_principals({"users", "regulator"});
    const std::vector<VegaLiteFigure> figures = behalf::figures(diagnosis);
    const Json& dividends = find(figures, "dividends").at("data").at("values");
    const Json& repairs = find(figures, "repairs").at("data").at("values");
    REQUIRE(dividends.size() == 7);
    REQUIRE(repairs.size() == 8);
    double sum = 0;
    for (const Json& dividend : dividends) sum += dividend.at("effect").get<double>();
    CHECK(sum == doctest::Approx(1.875).epsilon(1e-14));
    CHECK(dividends[2].at("axis") == "principals");
    CHECK(dividends[3].at("axis") == "several, jointly");
    CHECK(repairs[0].at("ideal") == "as it is");
    CHECK(repairs[0].at("regret") == 1.875);
    CHECK(repairs[7].at("regret") == 0);
    std::set<std::string> sets;
    for (const Json& repair : repairs) sets.insert(repair.at("ideal").get<std::string>());
    CHECK(sets.size() == 8);
  }

  TEST_CASE("delegations stand by harm, those of the same ends apart") {
    behalf::NetworkFindings network;
    network.delegations = {{"a", "b", 0.5, {.share = -0.25}}, {"a", "b", 0.25, {.share = 0.5}}};
    const Json specification = specified(behalf::harm_figure(network));
    const Json& values = specification.at("data").at("values");
    REQUIRE(values.size() == 2);
    CHECK(values[0].at("harm") == 0.5);
    CHECK(values[0].at("more") == "hurts");
    CHECK(values[1].at("more") == "helps");
    CHECK(values[0].at("delegation") != values[1].at("delegation"));
  }

  TEST_CASE("the surface has every point at its field and its frontier along the borders of fields") {
    const behalf::ScalingFindings findings = tests::scaling_grid_findings();
    const std::vector<VegaLiteFigure> figures = specified_all(findings);
    const Json& specification = find(figures, "relative_gap_surface");
    const Json& maps = specification.at("concat");
    REQUIRE(maps.size() == 2);
    std::size_t points = 0;
    for (const Json& map : maps) points += map.at("data").at("values").size();
    CHECK(points == findings.rows.size());
    for (const ScalingRow<double>& row : findings.rows) {
      const Json& all = maps[row.at.diversity == 1 ? 1 : 0].at("data").at("values");
      const auto found = std::find_if(all.begin(), all.end(), [&](const Json& point) {
        return point.at("generality") == row.at.generality && point.at("scope") == row.at.scope &&
               point.at("diversity") == row.at.diversity;
      });
      REQUIRE(found != all.end());
      CHECK(found->at("relative_gap") == row.relative_gap->value);
      CHECK(found->at("gap_se") == row.gap.standard_error);
      CHECK(found->at("within_tolerance") == (row.gap.value <= 1));
      CHECK(found->at("left") == (row.at.scope == 1 ? 0 : row.at.scope == 4 ? 1 : 2));
      CHECK(found->at("top") == (row.at.generality == 1 ? 1 : row.at.generality == 2 ? 2 : 3));
    }
    std::vector<std::pair<double, double>> corners;
    for (const Json& value : maps[1].at("layer")[1].at("data").at("values")) {
      if (value.at("part") != "frontier") continue;
      CHECK(value.at("order") == corners.size());
      CHECK(value.at("diversity") == 1);
      corners.emplace_back(value.at("left").get<double>(), value.at("bottom").get<double>());
    }
    // At δ = 1 the gap is g √s / 4: within 1 up to g = 4, 2 and 1 for s = 1, 4 and 9.
    CHECK(corners == std::vector<std::pair<double, double>>{{0, 3}, {1, 3}, {1, 2}, {2, 2}, {2, 1}, {3, 1}});
    const Json& x = maps[1].at("layer")[0].at("encoding").at("x");
    CHECK(x.at("axis").at("labelExpr") == "[1.0,4.0,9.0][floor(datum.value)]");
    CHECK(x.at("scale").at("domain") == Json{0, 3});
  }

  TEST_CASE("without a tolerance there is no frontier and no verdict") {
    const std::vector<VegaLiteFigure> figures = specified_all(tests::scaling_grid_findings(std::nullopt));
    const Json& specification = find(figures, "relative_gap_surface");
    for (const Json& map : specification.at("concat")) {
      CHECK(map.at("layer").size() == 1);
      for (const Json& value : map.at("data").at("values")) CHECK(!value.contains("within_tolerance"));
    }
  }

  TEST_CASE("contributions and elasticities have error bars of two standard errors to either side") {
    const behalf::ScalingFindings findings = tests::scaling_grid_findings();
    const std::vector<VegaLiteFigure> figures = specified_all(findings);
    const Json& totals = find(figures, "attribution_by_scope").at("data").at("values");
    REQUIRE(totals.size() == 3);
    CHECK(totals[1].at("scope") == 4);
    CHECK(totals[1].at("gap") == 2);
    CHECK(totals[1].at("low") == 2 - 0.125);
    CHECK(totals[1].at("high") == 2 + 0.125);
    const Json& steps = find(figures, "elasticity_by_scope").at("data").at("values");
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].at("step") == "scope 1 → 4");
    CHECK(steps[0].at("from") == 1);
    CHECK(steps[0].at("to") == 4);
    // The elasticities of scope are 1/2, those of diversity 2: only there does the line of proportion squeeze nothing.
    CHECK(find(figures, "elasticity_by_scope").at("layer")[0].at("data").at("values").size() == 1);
    CHECK(find(figures, "elasticity_by_diversity").at("layer")[0].at("data").at("values").size() == 2);
    for (const Json& step : steps) {
      CHECK(step.at("elasticity").get<double>() == doctest::Approx(0.5));
      const double error = step.at("standard_error").get<double>();
      CHECK(error > 0);
      CHECK(step.at("high").get<double>() - step.at("low").get<double>() == doctest::Approx(4 * error));
    }
  }

  TEST_CASE("a step without an elasticity and a direction of one level have no mark") {
    const behalf::ScalingFindings findings =
        behalf::scaling_findings(tests::scaling_grid({2}, {3}, {0, 0.5, 1}), std::nullopt);
    const std::vector<VegaLiteFigure> figures = specified_all(findings);
    CHECK(names_of(figures) == std::vector<std::string>{"attribution_by_diversity", "elasticity_by_diversity"});
    // Of the two steps, that from diversity 0 has no elasticity: every layer of rows leaves it out.
    const Json& elasticities = find(figures, "elasticity_by_diversity");
    const Json& steps = elasticities.at("data").at("values");
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].at("elasticity").is_null());
    CHECK(steps[1].at("elasticity").is_number());
    for (const Json& layer : elasticities.at("layer")) {
      if (!layer.contains("data")) CHECK(layer.at("transform")[0].at("filter") == "isValid(datum.elasticity)");
    }
    CHECK(specified_all({}).empty());
  }
}
