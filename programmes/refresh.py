"""The one function that turns an export into a release."""
