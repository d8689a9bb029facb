"""Plans that are paid for by Stripe: what a workspace subscribed to, kept as Stripe says it is."""
