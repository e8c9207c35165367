#include <behalf/governance/levers/judgment_proof.hpp>
#include <behalf/information/costly_verification.hpp>
#include <behalf/information/inspection_game.hpp>
#include <behalf/principals/strategic_unanimity.hpp>
#include <behalf/solve/scalar.hpp>

#include <iomanip>
#include <iostream>
#include <utility>

/// Four ways to hold an agent to account, and what becomes of them when those concerned answer to them.
int main() {
  std::cout << "penalty   audits  violations | committed: audits  violations\n";
  for (const double penalty : {2.0, 6.0, 18.0}) {
    const behalf::InspectionGame<> game{.gain = 2, .penalty = penalty, .audit_cost = 1, .loss = 4};
    const auto free = behalf::audits_in_equilibrium(game).value();
    const auto committed = behalf::audits_by_commitment(game).value();
    std::cout << std::setw(7) << behalf::to_fixed(penalty, 0) << std::setw(9) << behalf::to_fixed(free.audit, 2)
              << std::setw(12) << behalf::to_fixed(free.violation, 2) << std::setw(20)
              << behalf::to_fixed(committed.audit, 2) << std::setw(12) << behalf::to_fixed(committed.violation, 2)
              << '\n';
  }

  std::cout << "\nvalidators who must all agree to withdraw a system   withdrawn in error: promised   in fact\n";
  for (const int n : {1, 3, 12, 48}) {
    const behalf::VotingPanel<> panel{.members = n, .needed = n, .accuracy = 0.8};
    std::cout << std::setw(52) << n << std::setw(28)
              << behalf::to_fixed(behalf::sincere_verdict(panel).innocent_convicted) << std::setw(10)
              << behalf::to_fixed(behalf::strategic_verdict(panel).value().innocent_convicted) << '\n';
  }

  std::cout << "\ndamages  assets  care taken  too little by\n";
  for (const auto& [damages, assets] : {std::pair{10.0, 4.0}, {100.0, 4.0}, {10.0, 10.0}}) {
    const auto care = behalf::care_under_liability(
        behalf::ExponentialHarm<>{}, behalf::LiabilityRule<>{.harm = 10, .assets = assets, .damages = damages});
    std::cout << std::setw(7) << behalf::to_fixed(damages, 0) << std::setw(8) << behalf::to_fixed(assets, 0)
              << std::setw(12) << behalf::to_fixed(care.value().effort) << std::setw(15)
              << behalf::to_fixed(care.value().best_effort - care.value().effort) << '\n';
  }

  std::cout << "\nverifying costs  it happens  at a cost of\n";
  for (const double cost : {0.1, 0.2, 0.4}) {
    const auto contract =
        behalf::costly_verification([](double y) { return y / 2; }, behalf::VerificationProblem<>{0.5, cost, 2})
            .value();
    std::cout << std::setw(15) << behalf::to_fixed(cost, 1) << std::setw(12)
              << behalf::to_fixed(contract.audit_probability) << std::setw(14)
              << behalf::to_fixed(contract.expected_audit_cost) << '\n';
  }

  std::cout
      << "\nHigher penalties lower audits and not violations, unless the inspector is bound to audit. Stricter "
         "unanimity "
         "withdraws\nmore in error, damages beyond the assets change nothing, and what is dear to verify is verified "
         "more often.\n";
}
