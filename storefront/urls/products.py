"""Private addresses of the shop, below `/w/<workspace>/products/`."""

from django.urls import path

from storefront.owner import category_views, export_views, import_views, product_edit_views, product_views

urlpatterns = [
    path("", product_views.products, name="products"),
    path("new/", product_edit_views.product_new, name="product_new"),
    path("categories/", category_views.categories, name="categories"),
    path("export.csv", export_views.products, name="products_export"),
    path("import/", import_views.products_import, name="products_import"),
    path("import/<int:upload>/", import_views.products_upload, name="products_upload"),
    path("<int:product>/", product_edit_views.product, name="product"),
    path("<int:product>/duplicate/", product_edit_views.product_duplicate, name="product_duplicate"),
    path("<int:product>/archive/", product_edit_views.product_archive, name="product_archive"),
]
