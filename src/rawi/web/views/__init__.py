"""What a request gets, a module for each noun. Every view takes the request and works without JavaScript."""
