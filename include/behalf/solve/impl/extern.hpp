#ifndef BEHALF_SOLVE_IMPL_EXTERN_HPP
#define BEHALF_SOLVE_IMPL_EXTERN_HPP

#include <behalf/solve/matrix.hpp>

#include <initializer_list>

/// Matrices of doubles compiled elsewhere: whoever includes this must be linked to what instantiates the list, such as
/// `behalf::models`.
#define BEHALF_SOLVE(keyword)                                                                         \
  namespace behalf {                                                                                  \
  keyword template Vector<double> vec<double>(std::initializer_list<double>);                         \
  keyword template Matrix<double> rows<double>(std::initializer_list<std::initializer_list<double>>); \
  keyword template Matrix<double> diagonal<double>(std::initializer_list<double>);                    \
  }

BEHALF_SOLVE(extern)

#endif  // BEHALF_SOLVE_IMPL_EXTERN_HPP
