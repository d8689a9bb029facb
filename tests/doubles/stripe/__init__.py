"""A double of Stripe: what the real SDK asks of it for subscriptions, kept in memory or a file, with hosted pages."""
