#ifndef BEHALF_ENGINE_PETSC_CALLS_HPP
#define BEHALF_ENGINE_PETSC_CALLS_HPP

#include <behalf/solve/invalid_argument.hpp>
#include <behalf/solve/matrix.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <new>
#include <optional>
#include <petscsys.h>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace behalf {

/// What PETSc, MPI or the memory of a rank refused, in their words: out of memory, a communicator that broke, a type PETSc was
/// built without.
class PetscFailure : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

namespace internal {

/// Makes calls of PETSc and MPI; while it lives their errors are kept, instead of printed, and thrown as `PetscFailure`.
class PetscCalls {
public:
  PetscCalls() { (void)PetscPushErrorHandler(&keep, this); }
  ~PetscCalls() { (void)PetscPopErrorHandler(); }
  PetscCalls(const PetscCalls&) = delete;
  PetscCalls& operator=(const PetscCalls&) = delete;

  /// Needs the code of PETSc or of MPI, which need not be of one type.
  template <class Code>
  void operator()(Code code) const {
    const int number = static_cast<int>(code);
    if (number != 0) throw PetscFailure{"PETSc: " + (text_.empty() ? "error " + std::to_string(number) : text_)};
  }

private:
  static PetscErrorCode keep(MPI_Comm, int, const char* function, const char*, PetscErrorCode code, PetscErrorType kind,
                             const char* message, void* context) {
    if (kind == PETSC_ERROR_INITIAL && message != nullptr) {
      static_cast<PetscCalls*>(context)->text_ = std::string{function == nullptr ? "" : function} + ": " + message;
    }
    return code;
  }

  std::string text_;
};

/// Owns an object of PETSc. It must be gone before `PetscFinalize`, on all ranks in the same order.
template <class Object, PetscErrorCode (*destroy)(Object*)>
class PetscHandle {
public:
  PetscHandle() = default;
  PetscHandle(PetscHandle&& other) noexcept : object_{std::exchange(other.object_, nullptr)} {}
  PetscHandle& operator=(PetscHandle&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~PetscHandle() {
    if (object_ != nullptr) (void)destroy(&object_);
  }

  [[nodiscard]] Object get() const noexcept { return object_; }
  /// Where a function that makes the object puts it.
  [[nodiscard]] Object* out() noexcept { return &object_; }

private:
  Object object_ = nullptr;
};

/// Sums, extremes and agreement over the ranks of a communicator.
class PetscRanks {
public:
  /// Throws `InvalidArgument` where there is no communicator, or PETSc is not initialised.
  explicit PetscRanks(MPI_Comm comm) : comm_{comm} {
    PetscBool is_up = PETSC_FALSE;
    PetscBool is_over = PETSC_FALSE;
    (void)PetscInitialized(&is_up);
    (void)PetscFinalized(&is_over);
    if (is_up != PETSC_TRUE || is_over == PETSC_TRUE) {
      throw InvalidArgument{"PetscNetwork", "comm", "expected PETSc to be initialised by the caller, it is not"};
    }
    if (comm == MPI_COMM_NULL) throw InvalidArgument{"PetscNetwork", "comm", "expected a communicator, got none"};
    const PetscCalls call;
    call(MPI_Comm_rank(comm_, &rank_));
    call(MPI_Comm_size(comm_, &size_));
  }

  [[nodiscard]] MPI_Comm comm() const noexcept { return comm_; }
  [[nodiscard]] int rank() const noexcept { return rank_; }
  [[nodiscard]] int size() const noexcept { return size_; }

  [[nodiscard]] double largest(double x) const { return reduced(x, MPI_DOUBLE, MPI_MAX); }
  [[nodiscard]] double smallest(double x) const { return reduced(x, MPI_DOUBLE, MPI_MIN); }
  [[nodiscard]] double sum(double x) const { return reduced(x, MPI_DOUBLE, MPI_SUM); }
  [[nodiscard]] bool any(bool x) const { return reduced(x ? 1 : 0, MPI_INT, MPI_MAX) == 1; }
  /// Entry by entry, in place; as many numbers on every rank.
  void sum_all(double* numbers, std::size_t count) const { reduce_all(numbers, count, MPI_SUM); }
  void largest_all(double* numbers, std::size_t count) const { reduce_all(numbers, count, MPI_MAX); }
  /// The key of the largest value, the smallest key among equals.
  [[nodiscard]] std::pair<double, long> largest_at(double value, long key) const {
    struct {
      double value;
      int rank;
    } best{value, rank_};
    const PetscCalls call;
    call(MPI_Allreduce(MPI_IN_PLACE, &best, 1, MPI_DOUBLE_INT, MPI_MAXLOC, comm_));
    call(MPI_Bcast(&key, 1, MPI_LONG, best.rank, comm_));
    return {best.value, key};
  }
  /// Runs `action` and, where it throws on some rank, throws on all of them what it threw on the first of these: an
  /// `InvalidArgument` as such, all else as `PetscFailure`. Of what is collective, `action` calls PETSc's functions at most,
  /// so that a rank whose own work fails (memory, above all) is not waited for without end.
  template <class Action>
  void agree(const Action& action) const {
    std::string field;
    std::string rule;
    int failed = size_;
    try {
      action();
    } catch (const InvalidArgument& fault) {
      failed = rank_;
      field = fault.field();
      rule = fault.rule();
    } catch (const std::bad_alloc&) {
      failed = rank_;
      rule = "out of memory";  // short enough to need none
    } catch (const std::exception& fault) {
      failed = rank_;
      rule = fault.what();
    } catch (...) {
      failed = rank_;
      rule = "an exception";
    }
    failed = reduced(failed, MPI_INT, MPI_MIN);
    if (failed == size_) return;
    share(field, failed);
    share(rule, failed);
    if (field.empty()) throw PetscFailure{"PetscNetwork: rank " + std::to_string(failed) + ": " + rule};
    throw InvalidArgument{"PetscNetwork", "parts[" + std::to_string(failed) + "]." + field, rule};
  }
  /// Throws where a number is not the same on all ranks.
  void require_same(const char* field, const char* rule, double x) const {
    if (smallest(x) != largest(x)) throw InvalidArgument{"PetscNetwork", field, rule};
  }
  /// What `make` returns; where it throws on some rank, all ranks throw as in `agree`.
  template <class Make>
  [[nodiscard]] auto made(const Make& make) const {
    std::optional<decltype(make())> result;
    agree([&] { result.emplace(make()); });
    return std::move(*result);
  }
  /// Zeros, and so many times a number, that every rank has room for.
  [[nodiscard]] Matrix<> zeros(Eigen::Index rows, Eigen::Index columns) const {
    return made([&] { return Matrix<>(Matrix<>::Zero(rows, columns)); });
  }
  [[nodiscard]] Vector<> zeros(Eigen::Index size) const {
    return made([&] { return Vector<>(Vector<>::Zero(size)); });
  }
  [[nodiscard]] std::vector<double> numbers(std::size_t count, double each) const {
    return made([&] { return std::vector<double>(count, each); });
  }

private:
  template <class T>
  [[nodiscard]] T reduced(T x, MPI_Datatype type, MPI_Op op) const {
    const PetscCalls call;
    call(MPI_Allreduce(MPI_IN_PLACE, &x, 1, type, op, comm_));
    return x;
  }
  void reduce_all(double* numbers, std::size_t count, MPI_Op op) const {
    const PetscCalls call;
    constexpr std::size_t most = std::size_t{1} << 30U;  // counts of MPI are int
    for (std::size_t k = 0; k < count; k += most) {
      call(
          MPI_Allreduce(MPI_IN_PLACE, numbers + k, static_cast<int>(std::min(most, count - k)), MPI_DOUBLE, op, comm_));
    }
  }
  void share(std::string& text, int root) const {
    const PetscCalls call;
    int length = static_cast<int>(text.size());
    call(MPI_Bcast(&length, 1, MPI_INT, root, comm_));
    text.resize(static_cast<std::size_t>(length));
    call(MPI_Bcast(text.data(), length, MPI_CHAR, root, comm_));
  }

  MPI_Comm comm_;
  int rank_ = 0;
  int size_ = 1;
};

}  // namespace internal

static_assert(std::is_same_v<PetscScalar, double>, "behalf::petsc needs a PETSc of real double numbers");

}  // namespace behalf

#endif  // BEHALF_ENGINE_PETSC_CALLS_HPP
