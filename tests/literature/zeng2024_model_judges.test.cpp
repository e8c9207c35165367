// \cite zeng2024: five language models say which of two answers follows the instruction, 419 pairs with a known truth,
// each asked once in the same words ("Vanilla", in the given order). From the published judgements; the figures were
// computed by us with another program. An answer that cannot be read counts as an error.

#include "data/csv.hpp"
#include "data/judgements.hpp"
#include "literature/figures.hpp"

#include <behalf/information/error_model.hpp>
#include <behalf/information/jury.hpp>
#include <behalf/information/measured_jury.hpp>

#include <cstddef>
#include <iostream>
#include <string>
#include <vector>

#ifndef BEHALF_DATA_DIR
#define BEHALF_DATA_DIR ""
#endif

using namespace literature;

TEST_SUITE("literature") {
  TEST_CASE("five model judges are wrong together more often than five independent ones would be") {
    if (std::string{BEHALF_DATA_DIR}.empty()) {
      std::cout << "SKIPPED: there is no folder of data\n";
      return;
    }
    const data::Csv table{BEHALF_DATA_DIR "/llmbar/llmbar_judgements.csv"};
    std::vector<std::string> models;
    for (const char* const name : {"GPT-4", "ChatGPT", "ChatGPT-0301", "PaLM2", "LLaMA2"}) {
      models.push_back(std::string{name} + "/Vanilla|fwd");
    }
    const data::Judgements all{table, models};
    REQUIRE(all.items() == 419);
    const behalf::Vector<> rates = all.rates();
    const behalf::Vector<> figures = behalf::vec({0.171838, 0.594272, 0.510740, 0.319809, 0.558473});
    for (Eigen::Index k = 0; k < 5; ++k) CHECK(rates(k) == printed(figures(k), 5e-7));
    CHECK(all.majority_wrong() == printed(0.460621, 5e-7));
    const double rho = behalf::mean_correlation(all.correlations());
    CHECK(rho == printed(0.371657, 5e-7));

    const std::vector<behalf::JuryClass<>> jury{{.error_rates = rates, .correlation = rho}};
    const double alone = behalf::jury_accuracy(jury, behalf::ErrorModel::independent).majority_wrong;
    CHECK(alone == printed(0.367650, 5e-7));
    // Each model of the correlation accounts for about half of what independence leaves unexplained.
    const double shock = behalf::jury_accuracy(jury, behalf::ErrorModel::common_shock).majority_wrong;
    const double beta = behalf::jury_accuracy(jury, behalf::ErrorModel::beta_binomial).majority_wrong;
    CHECK(shock == printed(0.420831, 5e-7));
    CHECK(beta == printed(0.417577, 5e-7));
    CHECK(behalf::effective_number(jury) == doctest::Approx(5 / (1 + 4 * rho)).epsilon(1e-12));
    // Errors as correlated as these have more than pairs in common.
    CHECK(behalf::jury_accuracy(rates, all.correlations()).status() == behalf::Status::infeasible);

    const data::Judgements natural{table, models,
                                   [&](std::size_t row) { return table.text(row, "subset") == "Natural"; }};
    REQUIRE(natural.items() == 100);
    CHECK(natural.majority_wrong() == printed(0.150000, 5e-7));
    CHECK(behalf::jury_accuracy<>({{natural.rates(), 0}}, behalf::ErrorModel::independent).majority_wrong ==
          printed(0.033492, 5e-7));
  }
}
