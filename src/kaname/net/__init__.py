"""The only door to the network: one client, downloads that can be resumed, and the manners that servers ask for."""
