"""The shop of a workspace: products on the card, orders that exist before WhatsApp opens."""
