"""Shop addresses for anybody: below a card, and by signed token. A product is never called `cart` or `order`."""

from django.urls import path

from storefront.guest import cart_views, follow_views, order_views, shop_views

urlpatterns = [
    path("o/<str:token>/seen", follow_views.seen, name="order_seen"),
    path("o/<str:token>/cancel", follow_views.cancel, name="order_cancel"),
    path("o/<str:token>", follow_views.follow, name="order_follow"),
    path("<str:handle>/shop", shop_views.catalogue, name="shop"),
    path("<str:handle>/shop/cart", cart_views.cart, name="shop_cart"),
    path("<str:handle>/shop/order", order_views.order, name="shop_order"),
    path("<str:handle>/shop/<slug:product>", shop_views.product, name="shop_product"),
]
