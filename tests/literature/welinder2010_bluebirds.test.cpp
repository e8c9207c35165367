// \cite welinder2010: 39 people say of 108 pictures whether a bird is an indigo bunting. From the published labels; the
// figures were computed by us with another program.

#include "data/csv.hpp"
#include "data/judgements.hpp"
#include "literature/figures.hpp"

#include <behalf/information/error_model.hpp>
#include <behalf/information/jury.hpp>
#include <behalf/information/measured_jury.hpp>

#include <iostream>
#include <string>
#include <vector>

#ifndef BEHALF_DATA_DIR
#define BEHALF_DATA_DIR ""
#endif

using namespace literature;

TEST_SUITE("literature") {
  TEST_CASE("39 people who look at birds are worth six independent ones") {
    if (std::string{BEHALF_DATA_DIR}.empty()) {
      std::cout << "SKIPPED: there is no folder of data\n";
      return;
    }
    const data::Csv table{BEHALF_DATA_DIR "/bluebirds/bluebirds.csv"};
    std::vector<std::string> people;
    for (const std::string& name : table.header()) {
      if (name != "item" && name != "truth") people.push_back(name);
    }
    const data::Judgements labels{table, people};
    REQUIRE(labels.items() == 108);
    REQUIRE(labels.judges() == 39);
    CHECK(labels.majority_wrong() == printed(0.240741, 5e-7));
    const double rho = behalf::mean_correlation(labels.correlations());
    CHECK(rho == printed(0.134142, 5e-7));
    const std::vector<behalf::JuryClass<>> jury{{.error_rates = labels.rates(), .correlation = rho}};
    CHECK(behalf::effective_number(jury) == printed(6.396, 5e-4));
    const double alone = behalf::jury_accuracy(jury, behalf::ErrorModel::independent).majority_wrong;
    CHECK(alone == printed(0.033394, 5e-7));
    // Some pictures are hard for all: the model that says so predicts what happened, the others do not.
    const double shock = behalf::jury_accuracy(jury, behalf::ErrorModel::common_shock).majority_wrong;
    const double beta = behalf::jury_accuracy(jury, behalf::ErrorModel::beta_binomial).majority_wrong;
    CHECK(shock == printed(0.079839, 5e-7));
    CHECK(beta == printed(0.244202, 5e-7));
  }
}
