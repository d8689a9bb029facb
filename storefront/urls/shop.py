"""Private addresses of the shop, below `/w/<workspace>/shop/`."""

from django.urls import path

from storefront.owner import (
    coupon_views,
    delivery_views,
    shop_hours_views,
    shop_number_views,
    shop_pause_views,
    shop_views,
)

urlpatterns = [
    path("", shop_views.shop_settings, name="shop_settings"),
    path("number/", shop_number_views.shop_number, name="shop_number"),
    path("hours/<slug:what>/", shop_hours_views.shop_hours, name="shop_hours"),
    path("pause/", shop_pause_views.shop_pause, name="shop_pause"),
    path("delivery/", delivery_views.shop_delivery, name="shop_delivery"),
    path("coupons/", coupon_views.coupons, name="coupons"),
    path("coupons/new/", coupon_views.coupon_new, name="coupon_new"),
    path("coupons/<int:coupon>/", coupon_views.coupon, name="coupon"),
]
