"""Whose turn it is at the voucher steps, over the whole workspace."""
