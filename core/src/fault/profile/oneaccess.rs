//! Huawei OneAccess, as far as its numbers are known: one that differs from EIAM's, which is why a
//! number never names a rule by itself.

use super::row::{Row, row};

pub(super) const ROWS: &[Row] = &[row(
    "empty",
    400,
    "PWD.0008",
    "Password is required",
    "密码不能为空",
)];
