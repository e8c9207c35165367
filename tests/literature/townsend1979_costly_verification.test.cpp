// \cite townsend1979: an outcome uniform on 0 to 2, an outlay of .5, verification at .1. Published formula, evaluated:
// D = (Y − m) − √((Y − m)² − 2YI), feasible where I ≤ (Y − m)²/(2Y).

#include <behalf/information/costly_verification.hpp>

#include <doctest/doctest.h>

#include <cmath>

TEST_SUITE("literature") {
  TEST_CASE("debt of .631 pays back an outlay of .5 and is audited three times in ten") {
    const auto uniform = [](double y) { return y / 2; };
    const auto contract = behalf::costly_verification(uniform, behalf::VerificationProblem<>{0.5, 0.1, 2}).value();
    CHECK(contract.face == doctest::Approx(1.9 - std::sqrt(1.9 * 1.9 - 2)).epsilon(1e-12));
    CHECK(contract.face == doctest::Approx(0.6311422460).epsilon(1e-10));
    CHECK(contract.audit_probability == doctest::Approx(0.3155711230).epsilon(1e-10));
    const double most = 1.9 * 1.9 / 4;
    CHECK(behalf::costly_verification(uniform, behalf::VerificationProblem<>{most * 0.999, 0.1, 2}));
    CHECK(behalf::costly_verification(uniform, behalf::VerificationProblem<>{most * 1.001, 0.1, 2}).status() ==
          behalf::Status::infeasible);
  }
}
