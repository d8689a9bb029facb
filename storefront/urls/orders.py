"""Private addresses of the order book, below `/w/<workspace>/orders/`."""

from django.urls import path

from storefront.owner import export_views, order_edit_views, order_list_views, order_print_views, order_views

urlpatterns = [
    path("", order_list_views.orders, name="orders"),
    path("export.csv", export_views.orders, name="orders_export"),
    path("<int:order>/", order_views.order, name="order"),
    path("<int:order>/edit/", order_edit_views.order_edit, name="order_edit"),
    path("<int:order>/slip/", order_print_views.order_slip, name="order_slip"),
    path("<int:order>/receipt/", order_print_views.order_receipt, name="order_receipt"),
]
