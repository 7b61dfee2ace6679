"""What editors still have to do in the library: what publications lack, and which are due to be looked at again."""
