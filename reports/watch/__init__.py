"""The watch over agreements: what runs out, ran without a basis, is there twice, was signed without authority, is late.

``found`` looks for it, ``counting`` keeps what was found, ``pages`` shows it, ``mail`` tells it every day.
"""
